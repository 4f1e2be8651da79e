"""The thresholds of layout: distances, widths and counts of geometric decisions.

One frozen struct a subject, all of them in `LAYOUT`, which the modules read when they are
called. Lengths are in units of the font's size where nothing else is said; the values were tuned on
the plans in `tests/`.
"""

from __future__ import annotations

from msgspec import Struct


class BorderThresholds(Struct, frozen=True):
    """Rules that form one border. Points, unless noted otherwise."""

    double: float = 1.6  # two rules this near are one border drawn by both neighbours
    dash: float = 3.2  # gaps within a dotted or dashed border
    apart: float = 6.2  # the white between two cells that are set apart is no wider
    facing: float = 0.8  # share of the shorter of two borders that lies beside the other
    lowest: float = 5.0  # a shaded field lower or narrower than this is no cell
    overlap: float = 1.0  # shaded fields side by side overlap by no more


class GridThresholds(Struct, frozen=True):
    """Borders that form a table. Points, unless noted otherwise."""

    touch: float = 2.5  # rules this near each other touch
    same_end: float = 3.0  # rules of one table that touch nothing end at places this near
    inside: float = 4.0  # a rule nearer to a side of its table than this parts no columns
    mesh: int = 100_000  # crossings of borders: more on one page are a drawing, and no table
    cover: float = 0.6  # share of a cell's side that a rule must cover to be its border
    # underlines of text, which are no borders
    bucket: float = 4.0  # feet of words are looked up in steps of this
    tallest: float = 24.0  # an underline is no further above the foot of its letters
    above: float = 0.6  # of the font's size: nor further than this
    below: float = 0.02  # of the font's size: and no nearer
    outside: float = 1.0  # it begins, and ends, no further outside its letters
    blank: float = 0.4  # of the font's size: or ends so much later, under a blank after them


class SketchThresholds(Struct, frozen=True):
    """The assignment of words to tables and cells on a page."""

    wide: float = 0.4  # of the page's width: what the rules of a table span at least
    at_rule: float = 2.5  # points: a shaded field that ends this near to a rule ends there
    frame: float = 0.7  # of the page's width and height: one or two fields so large are no table
    boxed: float = 3.0  # points: nor do the sides of a box around a table stand further from it
    own_rule: float = 3.0  # points: the middle of a table's rule is no further outside the table
    outside: float = 1.0  # points: the middle of a table's word is no further left or right of it
    filled: float = 0.6  # share of a cell that is filled where it is shaded
    padding: float = 1.2  # text set from a side of its cell begins no further from it
    runs_on: float = 0.3  # a word that reaches further into the next column runs on
    words_apart: float = 0.6  # words of one text stand no further apart
    words_over: float = 0.1  # nor do they overlap by more
    same_line: float = 0.1  # the feet of words of one line differ by less


class BandThresholds(Struct, frozen=True):
    """Rows of a table without vertical rules, and headers among them."""

    word_gap: float = 0.4  # a wider gap parts two columns, a narrower one two words
    meet: float = 0.5  # points: stretches of words no further apart meet
    same_place: float = 6.0  # points: sides of one table on two pages differ by no more
    like_header: float = 0.85  # share of a band's letters that occur in a header of the profile
    as_long: float = 0.5  # share of a header's letters that a band has at least
    with_names: int = 8  # times a header's letters: more are no header with names of columns in it
    fewest: int = 3  # columns of a table whose header can be told from text


class GutterThresholds(Struct, frozen=True):
    """Columns of tables without vertical rules."""

    step: float = 0.25  # points: how finely strips are measured
    edge: float = 1.0  # points: a strip this near to a side of its table, or a word, is beside it
    enough: int = 12  # tables of a group after which its columns are known
    rarely: float = 0.25  # share of the bands that may enter a gutter where no strip is free
    crossing: int = 3  # one band of several stretches in so many may cross a column
    blank: float = 1.0  # a gap wider than this is no blank between words
    blanks: float = 1.5  # times the usual blank: words of one text stand no further apart
    heading: float = 0.6  # of the table's width: a stretch of words this long is in no column
    size: float = 10.0  # points: the font's size where no word tells it


class JustifiedThresholds(Struct, frozen=True):
    """Wide blanks of justified lines."""

    edge: float = 0.3  # lines of one column end, and begin, at places no further apart
    leading: float = 1.75  # the next line of the text is no further below
    texts: int = 2  # different ones that end at the edge, at least
    even: float = 0.05  # the blanks of one line differ by no more
    begun: float = 0.3  # share of the lines of a column that begin at its left side, at least


class OpenRowThresholds(Struct, frozen=True):
    """Rows at the head and the foot of a table that no rule closes. Points, unless told
    otherwise.
    """

    apart: float = 4.0  # of the font's size: lines of an open row follow each other within this
    over: float = 0.5  # a word that reaches no further over a border does not cross it
    outside: float = 2.0  # a word of the row reaches no further out of the table
    free: float = 1.0  # a word that reaches no further over the outer rule is outside the table
    aligned: float = 0.1  # of the font's size: lines of one text begin at places no further apart
    margin: float = 1.0  # the row reaches so far beyond its words


class HeaderThresholds(Struct, frozen=True):
    """Headers without a rule above them."""

    near: float = 4.0  # the foot of a header is no further above its rule
    leading: float = 2.6  # lines of a header follow each other within this, foot to foot
    text: float = 1.5  # lines of one text follow each other within this
    deepest: int = 8  # lines that a header may have
    column_gap: float = 1.0  # cells of a row stand further apart than this
    white: float = 1.9  # text that follows a row further below is none of it
    outside: float = 2.0  # points: a word of the header reaches no further out of its table
    same_start: float = 0.2  # lines of one text begin at places no further apart


class TurnedThresholds(Struct, frozen=True):
    """Words of vertical texts."""

    strip: float = 0.35  # they stand no further apart across it
    blank: float = 0.5  # nor along it


class FrameThresholds(Struct, frozen=True):
    """Few rules around a table that do not separate its rows."""

    framed: int = 3  # lines of several cells between two rules: these part no rows
    ruled: int = 4  # bands: rules part the rows of such a table


class CoarseThresholds(Struct, frozen=True):
    """Rules that part too little: a cell with columns of numbers in it."""

    lines: int = 3  # of several stretches in one cell, at least
    several: float = 0.6  # share of the lines of the cell that are such
    numbers: float = 0.45  # share of numbers among their stretches
    wide: float = 0.5  # of the table: a drawn column so wide may be several that no rule parts
    told: float = 0.2  # share of its lines that stand in several of them, at least
    gutters: int = 2  # between them: with fewer, lines of text with a wide blank look so


class AlignmentThresholds(Struct, frozen=True):
    """The alignment of words into columns and rows without rules."""

    gap: float = 0.65  # words further apart begin another cell
    word_gaps: float = 2.2  # or further than this many usual gaps between words
    widest: float = 1.6  # words further apart begin another cell in any line
    blank: float = 1.0  # a gap wider than this is no blank between words
    usual: float = 0.25  # the usual gap between words where no line tells it
    narrow: int = 4  # of a line's blanks, from the narrowest, one in so many is none of a gutter
    numbers: float = 0.42  # numbers further apart, and by half more than words, are two
    number_gaps: float = 1.5
    wider: float = 1.1  # times the usual blank: beside a number a gutter may pass
    apart: float = 0.5  # numbers that cannot be one, as `2014 2015`, stand no further apart
    led: float = 4.0  # stops that lead from a text to a value begin no further behind it
    few: float = 0.6  # of the usual number of cells: lines of no more may be headers of groups
    grouped: float = 0.34  # share of the lines that may be such
    gutter: float = 0.3  # a strip of white between columns is no narrower
    sure: float = 0.5  # the same where few lines tell
    lines: int = 6  # that many are not few
    step: float = 0.5  # points: how finely strips are measured
    sheet: float = 20_000.0  # points: lines that reach further than any sheet have no columns
    entered: float = 0.08  # share of the lines that may enter a gutter (headers of groups)
    spill: float = 0.6  # a cell that reaches no further over a border does not cross it
    level: float = 0.8  # lines nearer than this are of one row: its cells are centred
    leading: float = 1.16  # times the smaller leading: the larger one parts rows
    leadings: int = 3  # of which two kinds can be told, at least
    kind: int = 8  # one leading in so many, at least, is of either kind
    nearest: float = 0.1  # a smaller leading counts as this where two are compared
    rounding: float = 0.01  # leadings that differ by no more are one
    indent: float = 0.5  # a line that begins further right goes on in the cell above


class RegionThresholds(Struct, frozen=True):
    """The distinction of tables without rules from running text."""

    apart: float = 2.9  # lines of one table follow each other within
    wrapped: float = 1.4  # lines of one cell follow each other within
    ragged: float = 5.0  # the last column may reach further by no more
    margin: float = 1.0  # points: the table reaches so far beyond its words
    single: int = 3  # lines of a single stretch in a row within one table
    lines: int = 3  # with several stretches, at least
    head: int = 3  # lines of a header that is higher in one column than in the others
    least_columns: float = 0.6  # of the usual number of stretches in its lines
    keeping: float = 0.7  # share of the lines that keep to the columns
    prose_words: float = 3.5  # words of a stretch in running text, on average, at least
    prose_fill: float = 0.72  # share of its column that a line of running text fills, on average
    narrow_words: float = 2.3  # the same where many lines begin within a sentence
    many: int = 8  # lines
    within: float = 0.55  # share of the lines
    numbers: float = 0.15  # share of the stretches that are numbers, in a table of two columns
    larger: float = 1.25  # times the usual step between lines: something else begins
    paragraph: int = 4  # lines of running text beside a table, at least
    strips: int = 3  # of white, at least, where one of them parts two tables side by side
    aside: float = 1.8  # times the next widest strip of white: another table stands beside
    white: float = 3.0  # how wide that strip is, at least
    headed: int = 2  # rows that may head groups of columns
    centred: float = 0.4  # as far from the middle a header of a group stands
    side: float = 0.3  # of the text's width: two columns of text part no nearer to either side
    alone: float = 0.25  # share of the lines with nothing beside them: columns of text, no table
    across: float = 0.05  # share of the lines that may cross from one column of text to the next
    told: float = 0.5  # share of the lines that makes it a table of contents, a form, a list


class ContentsThresholds(Struct, frozen=True):
    """Tables of contents. Shares are of the lines."""

    leaders: float = 0.3  # with rows of stops: with more, it is one whatever else they hold
    titles: float = 0.8  # that are a title and the number of its page
    words: int = 4  # of such a line, at least
    cells: int = 3  # of a line that begins with the number of a chapter, at most
    pages: int = 4  # different ones, at least
    values: int = 3  # words after a row of stops: that many are no number of a page


class BlockThresholds(Struct, frozen=True):
    """The grouping of free lines into blocks, headings, and furniture."""

    column_gap: float = 3.0  # free words further apart are lines of their own
    body: float = 10.0  # points: the size of the running text where there is none
    leading: float = 1.75  # lines of one paragraph follow each other within this
    size: float = 0.15  # share by which the sizes of lines of one paragraph differ at most
    short: float = 2.5  # a line that ends a sentence this far before the right edge is the last
    level: float = 0.1  # furniture beside furniture stands on one baseline
    number_level: float = 0.3  # the number of a page stands on the baseline of its entry
    listed: int = 3  # entries after which a stretch of text is a table of contents
    larger: float = 1.15  # times the size of the running text: a heading's
    heading: int = 400  # letters of a heading in bold, in capitals or with a number, at most
    large_heading: int = 200  # letters of one that only its size tells
    margin_lines: int = 3  # how many lines at either end of a page can be furniture
    margin: float = 0.12  # share of the page's height in which furniture stands, at either end
    same_height: float = 4.0  # points: furniture stands at the same distance from the page's edge
    repeated: int = 3  # pages on which furniture stands, at least
    few_repeated: int = 2  # the same in a document of few pages
    few_pages: int = 4  # that many are few
    counted: int = 2  # pages with which a number counts, at least


class PageThresholds(Struct, frozen=True):
    """Pages as a whole."""

    picture: float = 0.5  # share of a page that a picture covers where it may be a scan


class LayoutThresholds(Struct, frozen=True):
    """All thresholds of the layout."""

    borders: BorderThresholds = BorderThresholds()
    grid: GridThresholds = GridThresholds()
    sketch: SketchThresholds = SketchThresholds()
    bands: BandThresholds = BandThresholds()
    gutters: GutterThresholds = GutterThresholds()
    justified: JustifiedThresholds = JustifiedThresholds()
    open_rows: OpenRowThresholds = OpenRowThresholds()
    headers: HeaderThresholds = HeaderThresholds()
    turned: TurnedThresholds = TurnedThresholds()
    frames: FrameThresholds = FrameThresholds()
    coarse: CoarseThresholds = CoarseThresholds()
    alignment: AlignmentThresholds = AlignmentThresholds()
    regions: RegionThresholds = RegionThresholds()
    contents: ContentsThresholds = ContentsThresholds()
    blocks: BlockThresholds = BlockThresholds()
    pages: PageThresholds = PageThresholds()


LAYOUT = LayoutThresholds()

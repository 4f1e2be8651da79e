"""Text: glyphs → letters → words → lines.

In: the `Drawing` of a page. Out: a `Page` of words and borders, with upright text. Only this
package handles gaps between letters, diacritics, baselines and rotated text. Joining the lines of a
cell needs the words of the whole document and is in `tables.line_joins`.
"""

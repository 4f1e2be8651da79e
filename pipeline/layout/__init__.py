"""Layout: from a page to fragments of tables and blocks of running text.

In: a `Page`. Out: a `Layout`. Purely geometric: borders, gaps and columns, without any words except
the header words passed as arguments.

`cells` is the entry. `sketch` looks at one page: `borders` joins drawn rules, `grid` makes cells of
them, `turned` reads texts that run up the page. Tables whose rules do not show all cells are found
in all pages together (`whole_document`):

- without vertical rules: `bands` are their rows, `gutters` their columns, `open_rows` those cut by
  the page's edge; headers are found by `header_rows` (above the first rule) and `found_headers`;
- with rules that do not separate rows: `frames` (above, below, under the header) and `coarse` (a
  few large cells, or beside some columns only);
- without any: `ruleless` and `headed` (by known headers) on one page, `carried` over several, by
  `alignment` (gaps, leading), `justified` (blanks as wide as gaps) and `table_or_text`.

The rest is running text (`blocks`). `page_doubts` makes the findings on pages.
"""

"""Layout: a page → fragments of tables and blocks of running text.

In: a `Page`. Out: a `Layout`. Geometry alone: it knows borders, gaps and columns, and no word of
any plan beyond the header words that it is handed.
"""

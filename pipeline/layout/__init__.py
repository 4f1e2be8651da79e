"""Layout: from a page to fragments of tables and blocks of running text.

In: a `Page`. Out: a `Layout`. Purely geometric: borders, gaps and columns, without any words except
the header words passed as arguments.
"""

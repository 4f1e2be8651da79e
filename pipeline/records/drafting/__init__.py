"""Drafting: a profile derived from a document's layouts, where no written profile fits.

In: the `Layout`s of a document. Out: a `Draft`: the entries of a profile, each with its evidence.
Only this package knows the vocabulary of headers (`vocabulary.toml`), and how levels, ids and
columns of an unknown plan are recognised: by their words, the contents of cells, and nesting.
"""

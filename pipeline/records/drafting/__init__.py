"""Drafting: a document's layouts → a profile for it, when nobody has written one.

In: the `Layout`s of a document. Out: a `Draft`: the entries of a profile, each with its evidence.
It alone knows the vocabulary of headers (`vocabulary.toml`) and how levels, ids and columns of an
unknown plan are told: by their words, by what the cells hold, and by how they nest.
"""

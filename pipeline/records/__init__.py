"""Records: logical tables → the plan.

In: an `Assembly`, a profile, what is known of the document. Out: a `Plan`. It alone knows meaning:
ids, amounts, years, lists, references, and where each value stands on the page.
"""

"""Records: from logical tables to the plan.

In: an `Assembly`, a profile, the document's metadata. Out: a `Plan`. Only this package interprets
contents: ids, amounts, years, lists, references, and the place of each value on the page.
"""

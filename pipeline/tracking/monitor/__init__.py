"""Monitoring of a plan: workbooks to fill in, their collection, the review, the draft amendment.

The layout of workbooks is declared once, in `forms`; `sheets` writes workbooks.

From filled workbooks to tables: `collecting` processes a folder; `safety` refuses dangerous files,
`reading` reads cells, `reports` turns them into values, `values` parses them, `version_mapping` and
`versions` map ids of an earlier version to the current one, `merging` merges values by key,
`checks` compares the rows with the plan.

From tables to documents: `review` aggregates, `narrative` turns the numbers into sentences,
`reporting` writes the files; `amending` applies proposals to the plan, `agenda` writes the draft of
the amendment. Both make a `blocks.Document`, which `word` and `page` write as .docx and HTML.
"""

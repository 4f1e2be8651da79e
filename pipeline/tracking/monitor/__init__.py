"""How a plan is followed: workbooks to fill, what came back in them, the review, the amendment.

What a workbook looks like is declared once, in `forms`; `sheets` writes workbooks.

Filled workbooks into tables: `collecting` goes through a folder; `safety` refuses dangerous files,
`reading` reads cells, `reports` turns them into values, `values` parses them, `version_mapping` and
`versions` map ids of an earlier version to the current one, `merging` makes one row a key, `checks`
holds the rows against the plan.

Tables into documents: `review` counts, `narrative` puts the numbers into sentences, `reporting`
writes the files; `amending` applies proposals to the plan, `agenda` writes the draft of the
amendment. Both make a `blocks.Document`, which `word` and `page` write as .docx and HTML.
"""

"""How a plan is followed: workbooks to fill, what came back in them, the review, the amendment.

`sheets` makes the workbooks; `collecting` reads them back into the tables of monitoring; `review`
counts what they say, and `document` and `page` put it into words; `amendment` makes of proposals
what the next version would change. What a workbook looks like is declared once, in `forms`.
"""

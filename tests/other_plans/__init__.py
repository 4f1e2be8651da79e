"""Plans written by hand in the forms that Latvian towns and regions publish, with their truths.

Unlike `tests.invented`, nothing is drawn: each form is a document someone could have made, typeset
by a browser, WeasyPrint or LibreOffice. All names and sums are made up.
"""

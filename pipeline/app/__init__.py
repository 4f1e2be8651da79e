"""The local web application: a plan read, reviewed beside its pages, corrected and taken home.

`server` has the routes and their handlers, `guard` the access control around them (token, `Host`,
`Origin`), `answers` and `trouble` the responses and error messages. `folder` knows the files of the
project; `readings` runs the stages on a PDF, and after a correction only those that it affects;
`queue` lists what is to be reviewed, `rows` the values of one row, `pictures` its pages; `changes`
writes corrections. Only `pipeline.commands.app` imports this package.
"""

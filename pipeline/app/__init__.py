"""The local web application: a plan read, reviewed beside its pages, corrected and taken home.

`server` is the door and lets in only who holds the token; `folder` knows what lies in the project;
`readings` reads plans and reads them again where a correction changed something; `queue` and
`rows` say what is to be looked at; `changes` writes corrections. Nothing else imports this package.
"""

"""The commands of `ricplan`, a module each; `pipeline.cli` names them."""

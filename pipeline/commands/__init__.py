"""The commands of `ricplan`, a module each; `pipeline.commands.cli` names them."""

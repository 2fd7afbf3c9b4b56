"""The commands that everybody may type; tests hold the help, the README and the command line to this list."""

COMMANDS = (
    "init",
    "add",
    "points",
    "code",
    "report",
    "status",
    "check",
    "audit export",
    "audit import",
    "codebook diff",
    "erase",
    "export workspace",
    "import",
    "serve",
)

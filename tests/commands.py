"""The commands that everybody may type; tests hold the help, the README and the command line to this list."""

COMMANDS = (
    "init",
    "add",
    "points",
    "code",
    "report",
    "status",
    "check",
    "audit plan",
    "audit draw",
    "audit status",
    "audit export",
    "audit import",
    "audit report",
    "codebook diff",
    "codebook import",
    "evaluate",
    "erase",
    "export",
    "import",
    "serve",
)

"""All commands in one place."""

import typer

from handrail_server.cli.auditing import audit
from handrail_server.cli.bringing_in import bring_in
from handrail_server.cli.doctor.command import doctor
from handrail_server.cli.explaining import explain
from handrail_server.cli.judging import judge
from handrail_server.cli.keeping import backup, migrate, restore
from handrail_server.cli.policies import policy
from handrail_server.cli.refitting import adopt, fit, roll_back, versions
from handrail_server.cli.rehearsing import rehearse
from handrail_server.cli.replaying import replay
from handrail_server.cli.serving import demo, serve
from handrail_server.cli.teaching import learn

app = typer.Typer(
    name="handrail",
    help="The human safety net for AI agents. Settings: --options, else environment variables HANDRAIL_….",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(serve)
app.command()(demo)
app.command()(replay)
app.command()(rehearse)
app.command()(judge)
app.command("import")(bring_in)
app.command()(explain)
app.command()(migrate)
app.command()(backup)
app.command()(restore)
app.command()(doctor)
learn.command()(fit)
learn.command()(versions)
learn.command()(adopt)
learn.command("roll-back")(roll_back)
app.add_typer(policy, name="policy")
app.add_typer(learn, name="learn")
app.add_typer(audit, name="audit")


def main() -> None:
    """Run the command that was asked for."""
    app()

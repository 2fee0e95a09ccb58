"""`python -m intents`: check the files, explain a question, scaffold what is new."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intents import scaffold
from intents.check import check_all
from intents.errors import CatalogueError
from intents.knowledge import Knowledge, build

ROOT = Path(__file__).resolve().parent.parent
Facts = Annotated[Path, typer.Option(help="Folder of sources and facts.")]
Catalogue = Annotated[Path, typer.Option(help="Folder of intents and languages.")]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
FACTS, CATALOGUE, CACHE = ROOT / "seeds", ROOT / "intents" / "catalogue", ROOT / ".cache"


def _knowledge(facts: Path, catalogue: Path) -> Knowledge:
    try:
        return build(facts, catalogue, CACHE)
    except CatalogueError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(1) from error


@app.command()
def check(facts: Facts = FACTS, catalogue: Catalogue = CATALOGUE) -> None:
    """List every problem of facts and catalogue (`python -m bot check` runs scripts as well)."""
    report = check_all(facts, catalogue, None)
    for problem in report.problems:
        typer.echo(str(problem), err=True)
    typer.echo(report.summary)
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def explain(question: str, facts: Facts = FACTS, catalogue: Catalogue = CATALOGUE) -> None:
    """Show how a question is read, what was decided and why."""
    knowledge = _knowledge(facts, catalogue)
    typer.echo(knowledge.explained(question))
    typer.echo("\n" + knowledge.answer(question).text)


@app.command()
def new(kind: str, name: str, facts: Facts = FACTS, catalogue: Catalogue = CATALOGUE) -> None:
    """Write the skeleton of a new intent, company or language."""
    if kind not in scaffold.NEW:
        typer.echo(f"No {kind!r} to make: choose one of {', '.join(scaffold.NEW)}.", err=True)
        raise typer.Exit(1)
    try:
        written = scaffold.NEW[kind](name, facts, catalogue)
    except scaffold.ScaffoldError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for path in written:
        typer.echo(f"wrote {path}")
    typer.echo("Fill in every TODO, then run: python -m bot check")


if __name__ == "__main__":
    app()

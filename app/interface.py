"""Arguments → command, in the reader's language: the door to click.

The help of a command, argument or option is the key of a message; it is looked up when it is shown, not when it is
declared, so that `--lang` decides. So are headings and errors: click's own words never reach the reader.
"""

import difflib
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from kg.messages import LANGUAGES, text
from kg.version import VERSION

HELP_OPTION = "--help"
PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is told where it is read, in our words


class Choice(click.Choice[str]):
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self.choices:
            self.fail(text("app.usage.choice", value=value, choices=", ".join(self.choices)), param, ctx)
        return value


class Number(click.IntRange):
    """A whole number that is not too small."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            least = self.min if self.min is not None else "…"
            self.fail(text("app.usage.number", value=value, least=least), param, ctx)


class Option(click.Option):
    """An option whose help is the key of a message with, where it wishes, a field `default`."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], text(self.help or "app.none", default=self.default))


class Command(click.Command):
    """A command whose help is the key of a message: the first line says what it does, the others explain."""

    def summary(self) -> str:
        return self.explanation().partition("\n")[0]

    def explanation(self) -> str:
        return text(self.help or "app.none").replace("\\n", "\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.summary()  # what completion shows

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = text("app.option.help")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for shown in ("[OPTIONS]", "COMMAND [ARGS]..."):
            pieces = pieces.replace(shown, text(f"app.usage.{shown}"))
        formatter.write(f"{text('app.usage.heading')}{ctx.command_path} {pieces}\n")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_usage(ctx, formatter)
        formatter.write(f"\n{self.explanation()}\n")
        self.format_options(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        own = [option for option in options if isinstance(option, Option) and option.name not in COMMON]
        write_rows(formatter, "app.help.own", (option.get_help_record(ctx) for option in own))
        write_rows(formatter, "app.help.common", (o.get_help_record(ctx) for o in options if o not in own))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True  # click would complain of them in its own words
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing and not isinstance(self, click.Group):
            raise click.UsageError(text("app.usage.extra", arguments=" ".join(rest)), ctx)
        return rest


class Group(Command, click.Group):
    """A command with commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = (
            (name, command.summary()) for name, command in self.commands.items() if isinstance(command, Command)
        )
        write_rows(formatter, "app.help.commands", commands)
        super().format_options(ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order in which they are learnt

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(text("app.usage.command", name=args[0], near=near(args[0], self.commands)), ctx)
        return super().resolve_command(ctx, args)


def write_rows(formatter: click.HelpFormatter, heading: str, rows: Iterable[tuple[str, str] | None]) -> None:
    """Write names and what they mean under a heading; click's own list does not know how wide Chinese is."""
    known = [row for row in rows if row]
    width = min(max((len(name) for name, _ in known), default=0), 26)
    if known:
        formatter.write(f"\n{text(heading)}\n")
    for name, meaning in known:
        gap = "\n" + " " * (width + 4) if len(name) > width else " " * (width - len(name) + 2)
        formatter.write(f"  {name}{gap}{meaning}\n")


def near(word: str, known: Iterable[str]) -> str:
    """The advice that names what may have been meant, or nothing."""
    words = difflib.get_close_matches(word, list(known))
    return text("app.usage.near", words=", ".join(words)) if words else ""


def complaint(error: click.ClickException) -> str:
    """Say in one line what was wrong with the arguments and where help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "kg"
    return text("app.usage.error", what=_what(error, context), help=f"{path} {HELP_OPTION}")


def _what(error: click.ClickException, context: click.Context | None) -> str:
    match error:
        case click.NoSuchOption():
            known = [name for param in (context.command.get_params(context) if context else ()) for name in param.opts]
            return text("app.usage.option", name=error.option_name, near=near(error.option_name, known))
        case click.MissingParameter(param=click.Parameter() as param):
            return text("app.usage.missing", name=param.human_readable_name if context is None else _name(param))
        case click.BadOptionUsage():
            return text("app.usage.value", name=error.option_name)
        case click.BadParameter(param=click.Parameter() as param):
            return text("app.usage.bad", name=_name(param), message=error.message)
        case _:
            return error.message


def _name(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name


def option(*names: str, **attributes: Any) -> Callable[[Any], Any]:
    """Declare an option of a command."""
    return click.option(*names, cls=Option, **attributes)


def argument(name: str, **attributes: Any) -> Callable[[Any], Any]:
    """Declare an argument of a command."""
    shown = name if attributes.get("required", True) else f"[{name}]"
    return click.argument(name.lower(), metavar=attributes.pop("metavar", shown), **attributes)


def common(function: Any) -> Any:
    """Give a command the options that every command has."""
    for declare in reversed(_COMMON):
        function = declare(function)
    return function


LANG: dict[str, Any] = {"type": Choice(LANGUAGES), "expose_value": False, "help": "app.option.lang"}
VERBOSE: dict[str, Any] = {"is_flag": True, "expose_value": False, "help": "app.option.verbose"}
COMMON = ("home", "lang", "verbose")
_COMMON = (
    option(
        "--home",
        type=PATH,
        envvar="KG_HOME",
        default="kg-data",
        metavar="DIR",
        help="app.option.home",
    ),
    option("--lang", **LANG),
    option("-v", "--verbose", **VERBOSE),
)


def general() -> Iterable[Option]:
    """The options that stand before the command."""
    yield Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="app.option.version"
    )
    yield Option(["--lang"], **LANG)
    yield Option(["-v", "--verbose"], **VERBOSE)


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        print(f"kg {VERSION}")
        context.exit()


def chosen_language(arguments: Sequence[str]) -> str | None:
    """The language that `--lang` asks for, before anything is parsed: errors and help need it already.

    >>> chosen_language(["ask", "--lang", "en", "…"]), chosen_language(["--lang=zh"]), chosen_language(["ask"])
    ('en', 'zh', None)
    """
    words = [word for argument in arguments for word in argument.split("=", 1)]
    pairs = (after for word, after in pairwise(words) if word == "--lang")
    return next((lang for lang in pairs if lang in LANGUAGES), None)

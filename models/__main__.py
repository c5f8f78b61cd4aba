"""`python -m models train CORPORA`, `python -m models eval`: the only place that reads arguments."""

import argparse
import os
from pathlib import Path

from kg.encoder import SHIPPED as SHIPPED


def main() -> None:
    """Parse the command and run it."""
    parser = argparse.ArgumentParser(prog="python -m models", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("train", help="corpora → shipped model")
    one.add_argument("corpora", type=Path, help="folder of the openly licensed data")
    one.add_argument("--out", type=Path, default=SHIPPED, help="default: %(default)s")
    one.add_argument(
        "--work", type=Path, default=Path(".cache/models"), help="intermediate files, default: %(default)s"
    )
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--threads", type=int, default=1)
    one.add_argument("--effort", type=float, default=1.0, help="scales the number of passes, default: %(default)s")
    one.add_argument("--leave-out", action="append", default=[], metavar="TOPIC", help="develop: keep pairs back")
    one.add_argument("--without-domain", action="store_true", help="leave the glossary and the pairs out")
    two = commands.add_parser("eval", help="nDCG@10 of a model")
    two.add_argument("--model", type=Path, default=SHIPPED, help="default: %(default)s")
    two.add_argument("--sets", type=Path, default=Path("../shared/eval"), help="default: %(default)s")
    two.add_argument("--corpora", type=Path, help="also the development sets out of this folder")
    two.add_argument("--leave-out", action="append", default=[], metavar="TOPIC", help="develop: the pairs kept back")
    two.add_argument("--bm25", action="store_true", help="BM25 beside the vectors")
    arguments = parser.parse_args()
    if arguments.command == "train":
        _train(arguments)
    else:
        _evaluate(arguments)


def _train(arguments: argparse.Namespace) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", str(arguments.threads))
    import torch

    from models import recipe
    from models.corpora import Corpora

    torch.set_num_threads(arguments.threads)
    known = recipe.nothing() if arguments.without_domain else recipe.read_domain(arguments.leave_out)
    corpora = Corpora(arguments.corpora, seed=arguments.seed)
    recipe.make(corpora, known, arguments.work, arguments.out, seed=arguments.seed, effort=arguments.effort)


def _evaluate(arguments: argparse.Namespace) -> None:
    from kg.static import StaticEncoder
    from models import domain, evaluate

    kept_back = [query for query in domain.queries() if query.topic in arguments.leave_out]
    others = [query.sentence for query in domain.queries()]
    tasks = [*evaluate.public(arguments.sets), *evaluate.invented(), *evaluate.asked("dev domain", kept_back, others)]
    if arguments.corpora:
        from models.corpora import Corpora
        from models.recipe import dev_tasks

        tasks = [*dev_tasks(Corpora(arguments.corpora)), *tasks]
    print(evaluate.table(evaluate.report(tasks, StaticEncoder(arguments.model), lexical=arguments.bm25)))


if __name__ == "__main__":
    main()

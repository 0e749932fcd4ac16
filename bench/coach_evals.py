"""Whether a language model may speak to learners: the takes of `coach_cases`, judged, and a verdict.

    python -m bench.coach_evals                          the rules
    python -m bench.coach_evals --model NAME [--report FILE]     a model, through all the desk's own checks

A model is asked where ACADEMY_AI_KEY or ACADEMY_AI_URL say (see academy/settings.py); its answers are judged
as learners would get them. Gate: 99 % of its answers grounded (100 % for the rules), the worst fault always
named first, at most three tips, 95 % of the takes answered, p95 under 3 s, cost per answer under the limit.
Exits 1 for "do not ship". `pydantic-evals` is a library for tests only.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic_evals import Dataset
from pydantic_evals.evaluators import Evaluator, EvaluatorContext, MaxDuration
from pydantic_evals.reporting import EvaluationReport

from academy.coach.checker import problems
from academy.coach.rules import feedback
from bench import coach_cases
from bench.coach_cases import LANES

Json = dict[str, Any]
Task = Callable[[coach_cases.Case], Json]

GROUNDED, ANSWERED, P95_S = 0.99, 0.95, 3.0
MOST_USD = 0.0005
"""A learner's monthly allowance is 0.05 dollars: a hundred takes."""


class Grounded(Evaluator[coach_cases.Case, Json, None]):
    """Nothing is said that is not true of the take, and the free sentence claims nothing."""

    def evaluate(self, ctx: EvaluatorContext[coach_cases.Case, Json, None]) -> bool:
        case = ctx.inputs
        said = problems(ctx.output, case.score, case.attempts, case.pass_mark, LANES, whole=case.whole)
        return not said and not _voice_faults(ctx.output.get("voice"))


class NamesTheWorst(Evaluator[coach_cases.Case, Json, None]):
    """The first thing to work on is the worst fault; of a take without faults none is named."""

    def evaluate(self, ctx: EvaluatorContext[coach_cases.Case, Json, None]) -> bool:
        named = [item["id"] for item in ctx.output["areas_for_improvement"]]
        return (
            named[0] in ctx.inputs.worst if named and ctx.inputs.worst else not named and not ctx.inputs.worst
        )


class TipCount(Evaluator[coach_cases.Case, Json, None]):
    """At most three tips."""

    def evaluate(self, ctx: EvaluatorContext[coach_cases.Case, Json, None]) -> bool:
        return len(ctx.output["specific_tips"]) <= 3


def dataset(takes: Sequence[coach_cases.Case]) -> "Dataset[coach_cases.Case, Json, None]":
    """Return takes with what feedback on them is judged by."""
    from pydantic_evals import Case

    return Dataset(
        name="feedback",
        cases=[Case(name=one.name, inputs=one) for one in takes],
        evaluators=[Grounded(), NamesTheWorst(), TipCount(), MaxDuration(seconds=P95_S)],
    )


def by_rules(case: coach_cases.Case) -> Json:
    """Return the embedded coach's feedback."""
    return feedback(case.score, case.attempts, case.pass_mark, LANES, whole=case.whole).as_json()


def run(
    task: Task, takes: Sequence[coach_cases.Case] | None = None
) -> "EvaluationReport[coach_cases.Case, Json, None]":
    """Return every case (or these takes) judged, one after the other so that times are a learner's."""
    judged = dataset(coach_cases.cases() if takes is None else takes)
    with ThreadPoolExecutor(1) as thread:  # evaluate_sync would leave an event loop open in this one
        work = judged.evaluate(task, max_concurrency=1, progress=False)
        return thread.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Verdict:
    """What a run showed, in shares of one, seconds and US dollars; None where nothing was measured."""

    who: str
    cases: int
    answered: float
    grounded: float
    names_the_worst: float
    few_tips: float
    p95_s: float
    usd: float | None
    most_usd: float
    failed: tuple[str, ...]

    @property
    def ships(self) -> bool:
        """Say whether this may speak to learners."""
        is_rules = self.who == "rules"
        return (
            self.grounded >= (1.0 if is_rules else GROUNDED)
            and self.answered >= (1.0 if is_rules else ANSWERED)
            and self.names_the_worst == 1.0
            and self.few_tips == 1.0
            and self.p95_s < P95_S
            and (is_rules or (self.usd is not None and self.usd <= self.most_usd))
        )

    def text(self) -> str:
        """Return the report."""
        cost = "unknown" if self.usd is None else f"${self.usd:.6f}"
        rows = [
            ("answered by it", f"{self.answered:.1%}", "100%" if self.who == "rules" else f"{ANSWERED:.0%}"),
            ("grounded", f"{self.grounded:.1%}", "100%" if self.who == "rules" else f"{GROUNDED:.0%}"),
            ("names the worst fault first", f"{self.names_the_worst:.1%}", "100%"),
            ("at most three tips", f"{self.few_tips:.1%}", "100%"),
            ("p95", f"{self.p95_s:.3f} s", f"under {P95_S:g} s"),
            ("cost of an answer", cost, f"at most ${self.most_usd:g}"),
        ]
        lines = [
            f"# Feedback by {self.who}: {self.cases} takes",
            "",
            "| | measured | wanted |",
            "|---|---|---|",
        ]
        lines += [f"| {name} | {measured} | {wanted} |" for name, measured, wanted in rows]
        lines += ["", *(f"- {one}" for one in self.failed)]
        return "\n".join([*lines, "Ship." if self.ships else "Do not ship.", ""])


def verdict(
    report: "EvaluationReport[coach_cases.Case, Json, None]",
    who: str,
    usd: float | None = 0.0,
    most_usd: float = MOST_USD,
) -> Verdict:
    """Return what a report amounts to. An answer that the desk's checks refused twice was not grounded."""
    asked = [case for case in report.cases if case.output.get("outcome") != "nothing_to_choose"]
    refused = [case for case in asked if case.output.get("outcome") == "bad_answer"]
    spoke = [case for case in asked if who == "rules" or case.output.get("source") == "ai"]

    def share(name: str, cases: list[Any]) -> float:
        return sum(case.assertions[name].value for case in cases) / len(cases) if cases else 0.0

    judged = len(spoke) + len(refused)
    times = sorted(case.task_duration for case in asked)
    failed = [
        f"{case.name}: {name}" + (f" ({case.output['outcome']})" if case.output.get("outcome") else "")
        for case in report.cases
        for name, said in case.assertions.items()
        if not said.value
    ]
    failed += [f"{case.name}: {case.output['outcome']}" for case in asked if case not in spoke]
    return Verdict(
        who=who,
        cases=len(report.cases),
        answered=len(spoke) / len(asked) if asked else 0.0,
        grounded=share("Grounded", spoke) * len(spoke) / judged if judged else 0.0,
        names_the_worst=share("NamesTheWorst", spoke),
        few_tips=share("TipCount", spoke),
        p95_s=times[min(len(times) - 1, round(0.95 * len(times)))] if times else 0.0,
        usd=usd,
        most_usd=most_usd,
        failed=tuple(failed),
    )


def of_model(
    model: str,
    environ: dict[str, str],
    most_usd: float = MOST_USD,
    takes: Sequence[coach_cases.Case] | None = None,
) -> Verdict:
    """Return the verdict on a model, asked through the desk's service with a ledger of its own."""
    from academy.ai.feedback import Taken, coached
    from academy.ai.service import Service
    from academy.settings import AiSettings
    from academy.store.store import open_store

    settings = replace(AiSettings.from_env(environ), small=model, learner_usd=1.0)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "evals.duckdb") as store:
        service = Service(settings, lambda: store, lambda: datetime.now(UTC))
        if (thread := service.warm()) is not None:
            thread.join()
        if (reason := service.why_not()) is not None:
            raise SystemExit(reason.sentence)

        def task(case: coach_cases.Case) -> Json:
            taken = Taken(case.score, case.attempts, case.pass_mark, LANES, case.whole, version=case.name)
            return coached(taken, service, user="evals")

        report = run(task, takes)
        rows = [row for row in store.ai_runs() if row["requests"]]
    known = [row["counted_usd"] for row in rows]
    is_known = bool(rows) and all(row["billed_usd"] is not None or row["estimated_usd"] for row in rows)
    usd = sum(known) / len(known) if settings.is_local or is_known else None
    return verdict(report, model, usd, most_usd)


def _voice_faults(voice: str | None) -> list[str]:
    if voice is None:
        return []
    from academy.ai.voice import ENGLISH, voice_faults

    return voice_faults(voice, ENGLISH)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", help="the model to judge; the rules when left out")
    parser.add_argument("--report", type=Path, help="write the report here as well")
    parser.add_argument("--most-usd", type=float, default=MOST_USD, help="what an answer may cost")
    said = parser.parse_args()
    found = (
        of_model(said.model, dict(os.environ), said.most_usd)
        if said.model
        else verdict(run(by_rules), "rules")
    )
    print(found.text())
    if said.report:
        said.report.write_text(found.text(), encoding="utf-8")
    return 0 if found.ships else 1


if __name__ == "__main__":
    sys.exit(main())

"""What language models cost.

GET  costs?month=2026-11      by learner and purpose, what is left, and the projection (this month); the
                              language a model writes in, and those it can
"""

from academy.ai.costs import costs_of, month_named
from academy.ai.voice import LANGUAGES, language_of
from academy.desk.auditing import Audited
from academy.desk.coach import LANGUAGE
from academy.errors import TakeError


class Costs(Audited):
    """The ledger of a month, summed."""

    async def get(self) -> None:
        """Send it."""
        named = self.get_query_argument("month", "") or f"{self.office.now():%Y-%m}"
        try:
            month = month_named(named)
        except ValueError as error:
            raise TakeError(str(error)) from error
        ai = self.office.settings.ai
        sees_all = await self.teaches("looked at costs", month=named) or self.office.is_learners_own
        learner = None if sees_all else self.office.learner
        names = {language.code: language.own_name for language in LANGUAGES}
        read = self.look if sees_all else self.ask
        self.answer(
            await read(
                lambda store: (
                    costs_of(store.ai_runs(month[0], learner), ai, month)
                    | {"language": language_of(store.setting(LANGUAGE)).code, "languages": names}
                )
            )
        )

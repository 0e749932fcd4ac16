"""How a learner liked a lesson.

GET  ratings        newest first
PUT  ratings        {"lesson", "stars": 1-5, "note"}; replaces what was said of the lesson before
"""

from academy.desk.handlers import DeskHandler
from academy.errors import TakeError


class Ratings(DeskHandler):
    """All ratings, or one."""

    async def get(self) -> None:
        """List them."""
        self.answer(await self.ask(lambda store: store.ratings()))

    async def put(self) -> None:
        """Keep one, with the version of the lesson that learners have now."""
        said = self.said()
        lesson = self.office.shelf.catalogue().lesson(str(said.get("lesson")))
        if lesson is None:
            raise TakeError(f"No lesson here is called '{said.get('lesson')}'.")
        rating = said | {"lesson_version": lesson.front.version}
        await self.ask(lambda store: store.rate(rating))
        self.answer({"stored": True})

"""Which handler answers at which address of the desk's API; academy/desk/handlers.py says what each does."""

from academy.desk.asking import AnyQuestion, Next, Ready
from academy.desk.chopping import Slices, Snap
from academy.desk.coach import CoachFeedback
from academy.desk.composing import NewLesson, Plan, Variations
from academy.desk.copies import Backup, OwnCopy
from academy.desk.costs import Costs
from academy.desk.drafts import OneDraft
from academy.desk.handlers import (
    Attempts,
    Calibrations,
    DeskHandler,
    Health,
    Learner,
    OneSetting,
    Playing,
)
from academy.desk.kits import KitZip, OneKit, PadAudio
from academy.desk.lessons import LearnersPlan, Lessons, OneLesson
from academy.desk.moods import SoundMood
from academy.desk.offers import Offers, OneOffer
from academy.desk.office import Office
from academy.desk.own_folder import Folder
from academy.desk.ratings import Ratings
from academy.desk.sounds import Audio, OneSound, Sounds
from academy.desk.takes import OneTake, Takes
from academy.desk.teaching import Learners, OneLearner, Teaching


def routes(base: str, office: Office) -> list[tuple[str, type[DeskHandler], dict[str, Office]]]:
    """Return the desk's routes below `base`, which ends without a slash."""
    table = {
        "takes": Takes,
        "takes/([^/]+)": OneTake,
        "attempts": Attempts,
        "lessons": Lessons,
        "lessons/([^/]+)": OneLesson,
        "plan": LearnersPlan,
        "teaching": Teaching,
        "teaching/learners": Learners,
        "teaching/learners/([^/]+)": OneLearner,
        "drafts/([^/]+)": OneDraft,
        "learner": Learner,
        "playing": Playing,
        "calibrations": Calibrations,
        "settings/([^/]+)": OneSetting,
        "offers": Offers,
        "offers/([^/]+)": OneOffer,
        "coach/feedback": CoachFeedback,
        "coach/next": Next,
        "coach/question": AnyQuestion,
        "coach/ready": Ready,
        "ratings": Ratings,
        "costs": Costs,
        "coach/variations": Variations,
        "coach/lesson": NewLesson,
        "coach/plan": Plan,
        "sounds": Sounds,
        "sounds/([^/]+)": OneSound,
        "sounds/([^/]+)/audio": Audio,
        "sounds/([^/]+)/mood": SoundMood,
        "sounds/([^/]+)/slices": Slices,
        "sounds/([^/]+)/snap": Snap,
        "own-folder": Folder,
        "lesson-kits/([^/]+)": OneKit,
        "lesson-kits/([^/]+)/pads/([^/]+)": PadAudio,
        "lesson-kits/([^/]+)/zip": KitZip,
        "backup": Backup,
        "own-copy": OwnCopy,
        "health": Health,
    }
    return [(f"{base}/{path}", handler, {"office": office}) for path, handler in table.items()]

"""What pages say of figures and verdicts (`wording`), and the planner's pages, one frozen dataclass each."""

from indicators.pages.wording import distance as distance
from indicators.pages.wording import gap_text as gap_text
from indicators.pages.wording import pace_text as pace_text
from indicators.pages.wording import printed as printed
from indicators.pages.wording import word_of as word_of

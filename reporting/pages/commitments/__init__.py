"""重点任务 in a form: what the plan promises beside what is reported, for the clerk and for reviewers."""

from reporting.pages.commitments.entry import CommitmentLine, commitment_lines
from reporting.pages.commitments.review import CommitmentReviewLine, commitment_review_lines

__all__ = ["CommitmentLine", "CommitmentReviewLine", "commitment_lines", "commitment_review_lines"]

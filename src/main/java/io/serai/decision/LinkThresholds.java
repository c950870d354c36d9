package io.serai.decision;

/**
 * From which likelihood on a page is linked to a ticket, and what is done where no page answers it; all from 0.0 to 1.0.
 *
 * @param automatic  the best page is linked by itself; at least {@code review}
 * @param review     a page is put to a person; where none reaches it the ticket is a gap
 * @param offerDraft a gap's draft is offered; at most {@code draft}
 * @param draft      a gap's page is drafted and sent for approval
 * @param alone      false if the hub does none of this without a person, because the policy cannot be read
 */
public record LinkThresholds(double automatic, double review, double offerDraft, double draft, boolean alone) {

    /** {@code automatic} is what {@code train linking} chose (docs/knowledge-quality.md); a test compares the two. */
    static final LinkThresholds DEFAULT = new LinkThresholds(0.47, 0.05, 0.5, 0.7, true);
    static final LinkThresholds CLOSED = new LinkThresholds(1.0, 0.05, 1.0, 1.0, false);

    public LinkThresholds {
        if (!(automatic > 0.0 && automatic <= 1.0)) {
            throw new IllegalArgumentException("'automatic' must be above 0.0 and at most 1.0");
        }
        if (!(review > 0.0 && review <= automatic)) {
            throw new IllegalArgumentException("'review' must be above 0.0 and not above 'automatic'");
        }
        if (!(draft > 0.0 && draft <= 1.0)) {
            throw new IllegalArgumentException("'draft' must be above 0.0 and at most 1.0");
        }
        if (!(offerDraft > 0.0 && offerDraft <= draft)) {
            throw new IllegalArgumentException("'offerDraft' must be above 0.0 and not above 'draft'");
        }
    }
}

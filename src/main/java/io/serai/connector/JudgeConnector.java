package io.serai.connector;

import java.util.EnumMap;
import java.util.Map;

/** Says what is wrong with a connector, as far as this process can tell. */
final class JudgeConnector {

    private JudgeConnector() {
    }

    /** What this process can say of one alarm. */
    enum Finding {
        WRONG,
        RIGHT,
        /** Too little was seen so far, as after a start: what was said before still holds. */
        UNKNOWN;

        static Finding wrongIf(boolean wrong) {
            return wrong ? WRONG : RIGHT;
        }
    }

    /**
     * @param paused true if a person has paused the connector: its polls are not missed then
     * @param stuck  how many of its events wait for longer than they should
     * @return one finding for each alarm
     */
    static Map<Alarm, Finding> judge(ConnectorState.View view, boolean paused, int stuck) {
        Map<Alarm, Finding> findings = new EnumMap<>(Alarm.class);
        findings.put(Alarm.SYNC_FAILED, paused ? Finding.RIGHT : syncFailed(view));
        findings.put(Alarm.SILENT, paused || !view.overdue() ? Finding.RIGHT : view.silent() ? Finding.WRONG : Finding.UNKNOWN);
        findings.put(Alarm.SENDERS_REFUSED, Finding.wrongIf(view.refusedSenders() > 0));
        findings.put(Alarm.RATE_LIMIT_NEAR, Finding.wrongIf(view.rate() != null && view.rate().near()));
        findings.put(Alarm.NOT_ROUTED, Finding.wrongIf(stuck > 0));
        return findings;
    }

    private static Finding syncFailed(ConnectorState.View view) {
        return view.failedOften() ? Finding.WRONG : view.succeeded() ? Finding.RIGHT : Finding.UNKNOWN;
    }
}

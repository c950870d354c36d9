package io.serai.simulator;

import java.util.ArrayList;
import java.util.List;

/** A problem of the simulated Zabbix; times in epoch seconds. */
final class ZabbixProblem {

    private final long id;
    private final String trigger;
    private final Report report;
    private final long clock;
    private final List<Message> messages = new ArrayList<>();
    private boolean acknowledged;
    private long recoveryId;
    private long recoveryClock;

    record Message(String user, String text, long clock) {
    }

    ZabbixProblem(long id, String trigger, Report report, long clock) {
        this.id = id;
        this.trigger = trigger;
        this.report = report;
        this.clock = clock;
    }

    /** From 1 (critical) to 4 (low) becomes from 5 (disaster) to 2 (warning). */
    static int severity(Report report) {
        return 6 - report.priority();
    }

    void update(String user, String text, long at) {
        messages.add(new Message(user, text, at));
    }

    void acknowledge(boolean acknowledged) {
        this.acknowledged = acknowledged;
    }

    boolean acknowledged() {
        return acknowledged;
    }

    void recover(long event, long at) {
        if (recoveryId == 0) {
            recoveryId = event;
            recoveryClock = at;
        }
    }

    long id() {
        return id;
    }

    String trigger() {
        return trigger;
    }

    Report report() {
        return report;
    }

    long clock() {
        return clock;
    }

    List<Message> messages() {
        return messages;
    }

    /** Event id of the recovery, 0 while the problem lasts. */
    long recoveryId() {
        return recoveryId;
    }

    long recoveryClock() {
        return recoveryClock;
    }
}

package io.serai.demo;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The problems of the simulated Zabbix, in memory. */
@Component
@Profile("demo")
class ZabbixProblems {

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> locked = new HashSet<>();
    private final Clock clock;
    private long lastId = 1000;

    ZabbixProblems(Clock clock) {
        this.clock = clock;
    }

    /** A message on a problem. */
    record Message(String text, long clock) {
    }

    /** @param recoveryId event id of the recovery, 0 while the problem lasts */
    record Problem(long id, String triggerId, String name, int severity, long clock, String host, Map<String, String> tags, long recoveryId,
                   long recoveryClock, boolean acknowledged, List<Message> messages) {

        Problem recovered(long id, long clock) {
            return new Problem(this.id, triggerId, name, severity, this.clock, host, tags, id, clock, acknowledged, messages);
        }

        Problem withAcknowledged() {
            return new Problem(id, triggerId, name, severity, clock, host, tags, recoveryId, recoveryClock, true, messages);
        }
    }

    /** Opens a problem now. */
    synchronized Problem open(String triggerId, String name, int severity, String host, Map<String, String> tags) {
        return open(triggerId, name, severity, host, tags, clock.instant().getEpochSecond());
    }

    synchronized Problem open(String triggerId, String name, int severity, String host, Map<String, String> tags, long at) {
        Problem problem = new Problem(++lastId, triggerId, name, severity, at, host, Map.copyOf(tags), 0, 0, false, new ArrayList<>());
        problems.add(problem);
        return problem;
    }

    /** Ends the last problem of a trigger, as an item's good value would. */
    synchronized void recover(String triggerId) {
        for (int i = problems.size() - 1; i >= 0; i--) {
            if (problems.get(i).triggerId().equals(triggerId) && problems.get(i).recoveryId() == 0) {
                problems.set(i, problems.get(i).recovered(++lastId, clock.instant().getEpochSecond()));
                return;
            }
        }
    }

    synchronized Optional<Problem> find(long id) {
        return problems.stream().filter(problem -> problem.id() == id).findFirst();
    }

    synchronized List<Problem> all() {
        return List.copyOf(problems);
    }

    synchronized void note(Problem problem, String text) {
        problem.messages().add(new Message(text, clock.instant().getEpochSecond()));
    }

    synchronized void acknowledge(Problem problem) {
        problems.replaceAll(one -> one.id() == problem.id() ? one.withAcknowledged() : one);
    }

    /** From now on the problems of a trigger cannot be closed by hand. */
    synchronized void lock(String triggerId) {
        locked.add(triggerId);
    }

    synchronized boolean isLocked(Problem problem) {
        return locked.contains(problem.triggerId());
    }

    synchronized void close(Problem problem) {
        recover(problem.triggerId());
    }

    synchronized void clear() {
        problems.clear();
        locked.clear();
    }

    /** Messages on the problem of that name, oldest first. */
    synchronized List<String> notes(String name) {
        return problems.stream().filter(problem -> problem.name().equals(name)).flatMap(problem -> problem.messages().stream().map(Message::text)).toList();
    }

    /** Ids of all recoveries. */
    synchronized Stream<Problem> recovered() {
        return List.copyOf(problems).stream().filter(problem -> problem.recoveryId() > 0);
    }
}

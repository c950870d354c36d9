package io.serai.decision;

import io.serai.action.Actions;
import io.serai.analysis.Analysis;
import io.serai.home.HomeFiles;
import java.nio.file.Path;

/** What the shipped policy rules after a good record, for tests of other features. */
public final class Rulings {

    private static final Policy SHIPPED = PolicyFile.read(new HomeFiles(Path.of("").toAbsolutePath()));

    private Rulings() {
    }

    /** The name of a {@link io.serai.decision.Path}. */
    public static String path(Analysis analysis, Actions catalogue) {
        return rule(analysis, catalogue).path().name();
    }

    public static String team(Analysis analysis, Actions catalogue) {
        return rule(analysis, catalogue).team();
    }

    private static DecisionRules.Ruling rule(Analysis analysis, Actions catalogue) {
        return new DecisionRules(SHIPPED, catalogue).rule(analysis, Records.trusted());
    }
}

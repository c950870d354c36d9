package io.serai.action;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFiles;
import java.util.List;
import java.util.Optional;

/** Checks the files of {@code connector-configs/actions/} without starting the hub; no setting needs to be set for it. */
public final class ActionCheck implements HomeCheck {

    static final String FOLDER = "connector-configs/actions";
    static final String SUFFIX = ".yaml";

    @Override
    public List<Fault> check(HomeFiles home) {
        ReadActionFile reader = new ReadActionFile(name -> Optional.empty());
        return home.list(FOLDER, SUFFIX).stream().flatMap(file -> reader.read(file).faults().stream()).toList();
    }
}

package io.serai.connector;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFiles;
import java.util.List;
import java.util.Optional;

/** Checks connector configs and the kamelets they name; environment variables that are not set are no fault. */
public final class ConnectorCheck implements HomeCheck {

    @Override
    public List<Fault> check(HomeFiles home) {
        return ConnectorFiles.read(home, name -> Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank())).faults();
    }
}

package io.serai.home;

import java.util.List;

/** Checks files of the home without starting the hub; found by {@link java.util.ServiceLoader}, for {@code serai.jar validate}. */
public interface HomeCheck {

    /** @return what is wrong, file by file; empty if nothing is */
    List<Fault> check(HomeFiles home);
}

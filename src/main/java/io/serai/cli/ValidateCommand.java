package io.serai.cli;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code validate}: checks every YAML file of the home. */
@Command(name = "validate", mixinStandardHelpOptions = true,
    description = "Checks routes, kamelets, connector configs, actions and policy; prints file:line: message for each fault.")
final class ValidateCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        HomeFiles home = SeraiCommand.home();
        List<Fault> faults = new ArrayList<>();
        ServiceLoader.load(HomeCheck.class).forEach(check -> faults.addAll(check.check(home)));
        faults.sort(Comparator.comparing(Fault::origin).thenComparingInt(Fault::line));
        faults.forEach(System.out::println);
        if (faults.isEmpty()) {
            System.out.println("All files are valid.");
        }
        return faults.isEmpty() ? 0 : 1;
    }
}

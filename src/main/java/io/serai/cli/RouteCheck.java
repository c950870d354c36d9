package io.serai.cli;

import io.serai.home.Fault;
import io.serai.home.HomeCheck;
import io.serai.home.HomeFile;
import io.serai.home.HomeFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Reads routes with Camel's own YAML loader, without starting any. */
public final class RouteCheck implements HomeCheck {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    @Override
    public List<Fault> check(HomeFiles home) {
        List<Fault> faults = new ArrayList<>();
        check(home.list("routes", ".camel.yaml"), faults);
        return faults;
    }

    private static void check(List<HomeFile> files, List<Fault> faults) {
        for (HomeFile file : files) {
            try (CamelContext camel = new DefaultCamelContext()) {
                PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.name(), file.text()));
            } catch (Exception e) {
                faults.add(fault(file, e));
            }
        }
    }

    /** Camel's message tells the line somewhere in the chain of causes. */
    private static Fault fault(HomeFile file, Exception e) {
        int line = 1;
        String words = e.toString();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            Matcher matcher = LINE.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                line = Integer.parseInt(matcher.group(1));
            }
            if (cause.getMessage() != null) {
                words = cause.getMessage();
            }
        }
        return new Fault(file.origin(), line, words.replaceAll("\\s+", " ").strip());
    }
}

package io.serai.security;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.springframework.stereotype.Component;

/**
 * What Hawtio may see and do through JMX, as a list of what is allowed: look at routes and the JVM, start and stop routes. All else is
 * denied, above all what would let a logged-in person run code or read other people's data: changing routes, sending to endpoints, breakpoints
 * with expressions, message bodies, heap dumps, log configuration, system properties and the command line (they may hold secrets).
 */
@Component
class EngineRoomRestrictor implements Restrictor {

    private static final Set<RequestType> TYPES =
        Set.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);
    private static final Set<String> DOMAINS = Set.of("org.apache.camel", "java.lang", "java.nio", "hawtio", "jolokia");
    private static final Set<String> SECRET_ATTRIBUTES = Set.of("SystemProperties", "InputArguments", "ClassPath", "LibraryPath", "BootClassPath",
        "CamelProperties", "GlobalOptions");
    private static final List<Permit> OPERATIONS = List.of(
        new Permit("org.apache.camel", "context", "dump(Routes|Rests)AsXml|dumpRoutesStatsAsXml|dumpRouteStatsAsJSon|dumpStepStatsAsXml|"
            + "componentNames|languageNames|dataFormatNames|routeIds|routeGroups|canSendToEndpoint"),
        new Permit("org.apache.camel", "routes", "dumpRouteAsXml|dumpRouteStatsAsXml|dumpRouteStatsAsJSon|dumpStepStatsAsXml|processorIds|"
            + "start|stop|restart|suspend|resume|reset"),
        new Permit("org.apache.camel", "processors", "dumpProcessorAsXml|reset"),
        new Permit("org.apache.camel", "services", "endpointStatistics|listRestServices|listTypeConverters|hasTypeConverter|"
            + "resetTypeConversionCounters"),
        new Permit("hawtio", "security", "canInvoke"),
        new Permit("java.lang", "Threading", "dumpAllThreads|getThreadInfo|find(Monitor)?DeadlockedThreads|resetPeakThreadCount"),
        new Permit("java.lang", "Memory", "gc"));

    private record Permit(String domain, String type, Pattern operations) {
        Permit(String domain, String type, String operations) {
            this(domain, type, Pattern.compile(operations));
        }

        boolean covers(ObjectName name, String operation) {
            return domain.equals(name.getDomain()) && type.equals(name.getKeyProperty("type")) && operations.matcher(operation).matches();
        }
    }

    /** Reading is by POST too: a GET needs no token against forged requests, and could run an operation. */
    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return !isObjectNameHidden(name) && !SECRET_ATTRIBUTES.contains(attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        int signature = operation.indexOf('(');
        String plain = signature < 0 ? operation : operation.substring(0, signature);
        return OPERATIONS.stream().anyMatch(permit -> permit.covers(name, plain));
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** No other site gets a CORS header; whether a request with {@code Origin} is let in is decided by the token against forged requests. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onServer) {
        return onServer;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !name.isDomainPattern() && !DOMAINS.contains(name.getDomain());
    }
}

package io.serai.operation;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.ModelToXMLDumper;

/**
 * How Hawtio gets to see a route's source: without resolved placeholders (they may be secrets), without the {@code errorHandler} element
 * (Hawtio 5.2 takes it for a step that nothing leads to, and draws no diagram at all), and without the inside of kamelets (it looks for
 * their MBeans, which Camel does not register).
 */
class RouteSource implements ModelToXMLDumper {

    private static final Pattern ERROR_HANDLER = Pattern.compile("\\s*<errorHandler\\b(?:[^>]*/>|.*?</errorHandler>)", Pattern.DOTALL);

    private static final Pattern KAMELET = Pattern.compile("\\s*<route\\b[^>]*\\bkamelet=\"true\"[^>]*>.*?</route>", Pattern.DOTALL);

    private final ModelToXMLDumper camel;

    RouteSource(ModelToXMLDumper camel) {
        this.camel = camel;
    }

    @Override
    public String dumpModelAsXml(CamelContext context, NamedNode definition) throws Exception {
        return drawable(camel.dumpModelAsXml(context, definition));
    }

    @Override
    public String dumpModelAsXml(CamelContext context, NamedNode definition, boolean resolvePlaceholders, boolean generatedIds,
                                 boolean sourceLocation) throws Exception {
        return drawable(camel.dumpModelAsXml(context, definition, false, generatedIds, sourceLocation));
    }

    @Override
    public String dumpBeansAsXml(CamelContext context, List<Object> beans) throws Exception {
        return camel.dumpBeansAsXml(context, beans);
    }

    @Override
    public String dumpDataFormatsAsXml(CamelContext context, Map<String, Object> dataFormats) throws Exception {
        return camel.dumpDataFormatsAsXml(context, dataFormats);
    }

    static String drawable(String xml) {
        return xml == null ? null : KAMELET.matcher(ERROR_HANDLER.matcher(xml).replaceAll("")).replaceAll("");
    }
}

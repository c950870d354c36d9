package io.serai.operation;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    @Bean
    CamelContextConfiguration drawableRoutes() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                ModelToXMLDumper camel = PluginHelper.getModelToXMLDumper(context);
                context.getCamelContextExtension().addContextPlugin(ModelToXMLDumper.class, new RouteSource(camel));
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // nothing to do once routes run
            }
        };
    }
}

package io.serai.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Has a message end before a step of its route, as if the process had died there; whatever the route, by the bean that the step would call. */
public final class Crashes implements InterceptStrategy {

    public static final String WORDS = "the process dies";

    private final Map<String, AtomicInteger> left = new ConcurrentHashMap<>();

    /** From now on all calls of that bean end like this, but for the next so many. */
    public void before(String bean, int passes) {
        left.put(bean, new AtomicInteger(passes));
    }

    public void pass(String bean) {
        left.remove(bean);
    }

    public void none() {
        left.clear();
    }

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor next) {
        if (!(definition instanceof BeanDefinition bean) || bean.getRef() == null) {
            return target;
        }
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                AtomicInteger passes = left.get(bean.getRef());
                if (passes == null || passes.getAndDecrement() > 0) {
                    return super.process(exchange, callback);
                }
                exchange.setException(new IllegalStateException(WORDS));
                callback.done(true);
                return true;
            }
        };
    }
}

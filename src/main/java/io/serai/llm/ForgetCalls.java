package io.serai.llm;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets calls of models that were kept long enough. Several processes may do so at once. */
@Component
class ForgetCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ForgetCalls.class);

    private final CallStore store;
    private final LlmProperties properties;

    ForgetCalls(CallStore store, LlmProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    @Scheduled(initialDelayString = "${serai.llm.forget-period:1h}", fixedDelayString = "${serai.llm.forget-period:1h}")
    void forget() {
        int all = 0;
        for (int some = store.forgetBefore(properties.keep()); some > 0; some = store.forgetBefore(properties.keep())) {
            all += some;
        }
        if (all > 0) {
            LOG.info("Calls of models older than {} days are forgotten: {}", properties.keep().toDays(), all);
        }
    }
}

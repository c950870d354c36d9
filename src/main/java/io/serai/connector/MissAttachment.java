package io.serai.connector;

import io.serai.article.AttachedFile;
import io.serai.article.WantedAttachment;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Turns the failure to fetch one attachment into the news that it cannot be had, so that its article and the others are. */
@Component("missAttachment")
class MissAttachment {

    public AttachedFile miss(@Variable("wanted") WantedAttachment wanted, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        return new AttachedFile(wanted, null, ConnectorState.text(failure));
    }
}

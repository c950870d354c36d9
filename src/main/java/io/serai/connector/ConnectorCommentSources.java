package io.serai.connector;

import io.serai.conversation.CommentSources;
import org.springframework.stereotype.Component;

/** The connectors whose files say how comments are read. */
@Component
class ConnectorCommentSources implements CommentSources {

    private final Connectors connectors;

    ConnectorCommentSources(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public boolean tellsComments(String connector) {
        return connectors.find(connector).filter(found -> found.lookups().comments() != null).isPresent();
    }
}

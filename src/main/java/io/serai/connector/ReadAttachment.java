package io.serai.connector;

import io.serai.article.AttachedFile;
import io.serai.article.WantedAttachment;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Says which attachment the file is that an attachment kamelet fetched. */
@Component("readAttachment")
class ReadAttachment {

    public AttachedFile read(@Body byte[] content, @Variable("wanted") WantedAttachment wanted) {
        return new AttachedFile(wanted, content, null);
    }
}

package io.serai.document;

import java.awt.geom.Rectangle2D;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/** What pictures a page of a PDF draws, as far as it can be told without unpacking one. */
final class PagePictures {

    /** A page is a scan if pictures cover at least so much of it. */
    private static final double COVERED = 0.5;
    private static final int MOST_DRAWN = 1_000;

    private double area;
    private long bytes;
    private long largest;
    private int drawn;
    private String packing = "";

    /**
     * @param picture its dictionary (ISO 32000-1, 8.9.5), of an inline picture too, which abbreviates its keys
     * @param place   where the unit square, which a picture always fills, is drawn
     */
    void draw(COSDictionary picture, Matrix place, PDRectangle page) {
        Rectangle2D square = place.createAffineTransform().createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1)).getBounds2D();
        Rectangle2D seen = square.createIntersection(new Rectangle2D.Double(page.getLowerLeftX(), page.getLowerLeftY(), page.getWidth(), page.getHeight()));
        if (seen.isEmpty()) {
            return;
        }
        area += seen.getWidth() * seen.getHeight() / (page.getWidth() * page.getHeight());
        long pixels = Math.max(0L, picture.getInt(COSName.WIDTH, COSName.W, 0)) * Math.max(0L, picture.getInt(COSName.HEIGHT, COSName.H, 0));
        long size = pixels * (isGray(picture) ? 1 : 3);
        bytes += size;
        largest = Math.max(largest, size);
        drawn++;
        COSBase filter = picture.getDictionaryObject(COSName.FILTER, COSName.F);
        COSBase last = filter instanceof COSArray all && all.size() > 0 ? all.getObject(all.size() - 1) : filter;
        if (COSName.JBIG2_DECODE.equals(last) || COSName.JPX_DECODE.equals(last)) {
            packing = COSName.JPX_DECODE.equals(last) ? "JPEG 2000" : "JBIG2";
        }
    }

    private static boolean isGray(COSDictionary picture) {
        COSBase space = picture.getDictionaryObject(COSName.COLORSPACE, COSName.CS);
        return picture.getBoolean(COSName.IMAGE_MASK, COSName.IM, false) || picture.getInt(COSName.BITS_PER_COMPONENT, COSName.BPC, 8) == 1
            || COSName.DEVICEGRAY.equals(space) || COSName.G.equals(space);
    }

    /** True if they cover most of the page. */
    boolean isScan() {
        return area >= COVERED;
    }

    /**
     * Why the page cannot be drawn here, or empty.
     *
     * @param most bytes that a picture may take in memory
     */
    String unreadable(long most) {
        if (!packing.isEmpty()) {
            return "a picture that is packed as " + packing + ", which is not unpacked here";
        }
        if (drawn > MOST_DRAWN) {
            return "more than " + MOST_DRAWN + " pictures";
        }
        return largest > most || bytes > 4 * most ? "pictures that take more than " + (most >> 20) + " MB of memory" : "";
    }
}

package org.belay.api.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.belay.correction.CorrectionProposal;
import org.belay.mailing.model.VariantText;

/** A correction that waits for a second person, as the API answers it. */
public final class CorrectionView {

    private CorrectionView() {}

    public static Map<String, Object> of(CorrectionProposal proposal, List<VariantText> texts) {
        var view = new LinkedHashMap<String, Object>();
        view.put("mailing", proposal.mailing().toString());
        view.put("kind", proposal.kind());
        view.put("digest", proposal.sha256());
        view.put("note", proposal.note());
        view.put("writtenBy", proposal.writtenBy().address());
        view.put("writtenAt", proposal.writtenAt());
        view.put("values", proposal.texts());
        proposal.translations().forEach((language, values) -> view.put("values_" + language, values));
        view.put(
                "texts",
                texts.stream().map(text -> ReviewView.text("CORRECTION", text)).toList());
        return view;
    }
}

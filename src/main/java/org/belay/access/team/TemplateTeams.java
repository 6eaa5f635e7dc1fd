package org.belay.access.team;

import org.belay.access.User;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;

/** The team of a new template. */
@Component
public class TemplateTeams {
    private final TeamObjectStore objects;
    private final AllTeams allTeams;

    TemplateTeams(TeamObjectStore objects, AllTeams allTeams) {
        this.objects = objects;
        this.allTeams = allTeams;
    }

    /**
     * Gives a template that the user creates to the user's team, if the user is in one team only. Joins the caller's transaction.
     *
     * @throws RequestRefused if a template of this name belongs to a team that the user is not in
     */
    public void claim(String key, User by) {
        if (!by.sees(allTeams.call(() -> objects.teamOfTemplate(key)))) {
            throw new RequestRefused("There is already a template \"" + key
                    + "\", which belongs to another team. Nothing was created. Choose another name.");
        }
        Teams.ofNewObject(by).ifPresent(team -> objects.assignTemplate(key, team));
    }
}

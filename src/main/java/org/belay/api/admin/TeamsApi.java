package org.belay.api.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.team.Team;
import org.belay.access.team.TeamObject;
import org.belay.access.team.Teams;
import org.belay.api.problem.UnusableRequest;
import org.belay.platform.ObjectNotFound;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Teams, their members, and what belongs to them. */
@RestController
@RequestMapping("/api/v1/teams")
class TeamsApi {
    private final Teams teams;
    private final Users users;

    TeamsApi(Teams teams, Users users) {
        this.teams = teams;
        this.users = users;
    }

    /** @param members addresses */
    record TeamView(long id, String name, List<String> members) {
        static TeamView of(Team team) {
            return new TeamView(
                    team.id().value(),
                    team.name(),
                    team.members().stream().map(User::address).toList());
        }
    }

    /** @param objects audiences, templates, and the newest 200 mailings */
    record TeamDetail(long id, String name, List<String> members, List<ObjectView> objects) {}

    /** @param kind {@code audience}, {@code template} or {@code mailing} */
    record ObjectView(String kind, String name, String title) {}

    record TeamBody(Optional<String> name) {
        String required() {
            return name.orElseThrow(() -> new UnusableRequest("Name the team: \"name\". Nothing was changed."));
        }
    }

    record MemberBody(Optional<String> address) {}

    /** @param team number; absent: everyone */
    record MoveBody(Optional<String> kind, Optional<String> name, Optional<Long> team) {}

    @GetMapping
    Map<String, List<TeamView>> list() {
        return Map.of("teams", teams.list().stream().map(TeamView::of).toList());
    }

    @PostMapping
    TeamView create(@RequestBody TeamBody body, @AuthenticationPrincipal SignedIn me) {
        return TeamView.of(teams.create(body.required(), me.user()));
    }

    @GetMapping("/{id}")
    TeamDetail show(@PathVariable long id) {
        Team team = teams.get(new User.TeamId(id));
        return new TeamDetail(
                id,
                team.name(),
                TeamView.of(team).members(),
                teams.objects(team.id()).stream()
                        .map(one -> new ObjectView(one.kind().word(), one.name(), one.title()))
                        .toList());
    }

    @PutMapping("/{id}")
    TeamView rename(@PathVariable long id, @RequestBody TeamBody body, @AuthenticationPrincipal SignedIn me) {
        teams.rename(new User.TeamId(id), body.required(), me.user());
        return TeamView.of(teams.get(new User.TeamId(id)));
    }

    /** @param heir number of the team that gets what belongs to this one */
    @DeleteMapping("/{id}")
    Map<String, List<TeamView>> delete(
            @PathVariable long id, @RequestParam Optional<Long> heir, @AuthenticationPrincipal SignedIn me) {
        teams.delete(new User.TeamId(id), heir.map(User.TeamId::new), me.user());
        return list();
    }

    @PostMapping("/{id}/members")
    TeamView addMember(@PathVariable long id, @RequestBody MemberBody body, @AuthenticationPrincipal SignedIn me) {
        teams.addMember(new User.TeamId(id), user(body), me.user());
        return TeamView.of(teams.get(new User.TeamId(id)));
    }

    /** A POST, so that no address is in a URL. */
    @PostMapping("/{id}/members/remove")
    TeamView removeMember(@PathVariable long id, @RequestBody MemberBody body, @AuthenticationPrincipal SignedIn me) {
        teams.removeMember(new User.TeamId(id), user(body), me.user());
        return TeamView.of(teams.get(new User.TeamId(id)));
    }

    @PostMapping("/move")
    ObjectView move(@RequestBody MoveBody body, @AuthenticationPrincipal SignedIn me) {
        TeamObject.Kind kind = body.kind()
                .flatMap(TeamObject.Kind::named)
                .orElseThrow(() -> new UnusableRequest(
                        "Say what is moved: \"kind\" is audience, template or mailing. Nothing was changed."));
        String name = body.name()
                .orElseThrow(() -> new UnusableRequest("Name the " + kind.word() + ": \"name\". Nothing was changed."));
        teams.move(kind, name, body.team().map(User.TeamId::new), me.user());
        return new ObjectView(kind.word(), name, name);
    }

    private User user(MemberBody body) {
        String address = body.address()
                .orElseThrow(() -> new UnusableRequest("Name the user: \"address\". Nothing was changed."));
        return users.byAddress(address.strip())
                .orElseThrow(() ->
                        new ObjectNotFound("There is no user with the address " + address + ". Nothing was changed."));
    }
}

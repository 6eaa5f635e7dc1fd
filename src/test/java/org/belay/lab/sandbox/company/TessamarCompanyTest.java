package org.belay.lab.sandbox.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TessamarCompanyTest {

    @Test
    void every_address_is_unique_and_ascii() {
        var people = TessamarCompany.of(20_000).people();

        assertThat(people).hasSize(20_000);
        assertThat(people).extracting(StaffMember::address).doesNotHaveDuplicates();
        assertThat(people)
                .allSatisfy(
                        p -> assertThat(p.address()).matches("[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*@tessamar\\.example"));
    }

    @Test
    void the_company_is_the_same_each_time() {
        assertThat(TessamarCompany.of(300).people())
                .isEqualTo(TessamarCompany.of(2_000).people().subList(0, 300));
    }

    @Test
    void it_has_six_countries_eight_departments_and_languages_without_templates() {
        var people = TessamarCompany.of(2_000).people();

        assertThat(people.stream().map(StaffMember::country).collect(Collectors.toSet()))
                .hasSize(6);
        assertThat(people.stream().map(StaffMember::department).collect(Collectors.toSet()))
                .hasSize(8);
        assertThat(people.stream().map(StaffMember::language).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("en", "de", "sv", "pl", "pt", "ja");
        assertThat(people.stream().filter(p -> p.language().matches("en|de")).count())
                .isGreaterThan(1_500);
    }

    @Test
    void it_has_names_that_broke_mail_software_before() {
        assertThat(TessamarCompany.of(2_000).people())
                .extracting(StaffMember::name)
                .contains("Siobhán O'Brien", "李雷", "محمد الحسن", "<b>Robert</b> Tables", "山本 結衣");
    }

    @Test
    void the_staff_list_has_a_header_and_a_line_for_each_person() {
        assertThat(TessamarCompany.of(50).csv().lines())
                .hasSize(51)
                .first()
                .asString()
                .startsWith("email,name,givenName");
    }
}

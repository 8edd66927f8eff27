"""
The table: one line for each address below /admin/ (or several, for rows of different kinds), one column for each role.

A line is the name of the address (`reverse()` without `admin:`), its arguments, then a cell for each of COLUMNS. An
argument is a thing of the world (world.py), or itself after `=`. A cell is what GET and POST are answered with:
`+` a page, `>` not here (sent to the door, to the list, or one step back), `-` refused, `0` not there, `x` not taken,
`!` out of date. Every POST is empty, so that what is allowed stops at the form. All things are those of one agency;
the report, a draft, is that of one division. The plan of the previews is not complete, which sends back to it.
"""

SIGNS = {200: "+", 302: ">", 403: "-", 404: "0", 405: "x", 409: "!"}

# The two `beside` are of another division, the two `elsewhere` of another agency; `acting` is an officer of another
# division who is acting planner today.
COLUMNS = [
    *("anonymous", "officer", "head", "planner", "publisher", "host"),
    *("officer_beside", "head_beside", "acting", "planner_elsewhere", "publisher_elsewhere"),
]

TABLE = """
#                                                       an of he pl pu ho ob hb ac pe ue

# The site
index                                                   >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
password_change                                         >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
password_change_done                                    >> +x +x +x +x +x +x +x +x +x +x
language                                                >> x> x> x> x> x> x> x> x> x> x>
jsi18n                                                  >> +x +x +x +x +x +x +x +x +x +x
autocomplete                                            >> -x -x -x -x -x -x -x -x -x -x
app_list =agencies                                      >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
app_list =assessments                                   >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
app_list =jobs                                          >> 00 00 00 00 ++ 00 00 00 00 00
app_list =measures                                      >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
app_list =publications                                  >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++

# Agencies and people
agencies_agency_changelist                              >> >> >> >> >> ++ >> >> >> >> >>
agencies_agency_add                                     >> -- -- -- -- ++ -- -- -- -- --
agencies_agency_change agency                           >> +- +- ++ ++ ++ +- +- ++ >> >>
agencies_agency_history agency                          >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
agencies_agency_delete agency                           >> -- -- -- -- ++ -- -- -- -- --
agencies_division_changelist                            >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
agencies_division_add                                   >> -- -- ++ ++ ++ -- -- ++ ++ ++
agencies_division_change division                       >> +- +- ++ ++ ++ +- +- ++ >> >>
agencies_division_history division                      >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
agencies_division_delete division                       >> -- -- ++ ++ ++ -- -- ++ >> >>
agencies_sitetext_changelist                            >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
agencies_sitetext_add                                   >> -- -- >> >> ++ -- -- >> >> >>
agencies_sitetext_change site_text                      >> +- +- ++ ++ ++ +- +- ++ >> >>
agencies_sitetext_history site_text                     >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
agencies_sitetext_delete site_text                      >> -- -- ++ ++ ++ -- -- ++ >> >>
agencies_user_changelist                                >> -- -- ++ ++ ++ -- -- ++ ++ ++
agencies_user_add                                       >> -- -- ++ ++ ++ -- -- ++ ++ ++
agencies_user_change an_officer                         >> -- -- ++ ++ ++ -- -- ++ >> >>
agencies_user_change a_planner                          >> -- -- +- ++ ++ -- -- +- >> >>
agencies_user_change a_host                             >> -- -- >> >> ++ -- -- >> >> >>
agencies_user_history an_officer                        >> -- -- ++ ++ ++ -- -- ++ >> >>
agencies_user_history a_host                            >> >> >> >> >> ++ >> >> >> >> >>
agencies_user_delete an_officer                         >> -- -- -- -- ++ -- -- -- -- --
auth_user_password_change an_officer                    >> -- -- ++ ++ ++ -- -- ++ 00 00
auth_user_password_change a_planner                     >> -- -- -- -- ++ -- -- -- 00 00
auth_user_password_change a_host                        >> 00 00 00 00 ++ 00 00 00 00 00

# Results and rules
assessments_assessment_changelist                       >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
assessments_assessment_add                              >> -- -- ++ ++ ++ -- -- ++ ++ ++
assessments_assessment_change assessment                >> +- +- ++ ++ ++ +- +- ++ >> >>
assessments_assessment_history assessment               >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
assessments_assessment_delete assessment                >> -- -- ++ ++ ++ -- -- ++ >> >>
assessments_assessment_spreadsheets                     >> +- +- ++ ++ ++ +- +- ++ ++ ++
assessments_assessment_spreadsheets_confirm             >> -- -- >> >> >> -- -- >> >> >>
assessments_assessment_spreadsheets_template =scores    >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
assessments_assessment_spreadsheets_export =scores =csv >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
assessments_assessment_ways assessment                  >> +x +x +x +x +x +x +x +x 0x 0x
assessments_framework_changelist                        >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
assessments_framework_add                               >> -- -- -- -- ++ -- -- -- -- --
assessments_framework_change framework                  >> +- +- +- +- ++ +- +- +- +- +-
assessments_framework_history framework                 >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
assessments_framework_delete framework                  >> -- -- -- -- ++ -- -- -- -- --
assessments_indicator_changelist                        >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
assessments_indicator_add                               >> -- -- -- -- -- -- -- -- -- --
assessments_indicator_change indicator                  >> +- +- +- +- ++ +- +- +- +- +-
assessments_indicator_history indicator                 >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
assessments_indicator_delete indicator                  >> -- -- -- -- -- -- -- -- -- --

# Jobs
jobs_queuedjob_changelist                               >> -- -- -- -- ++ -- -- -- -- --
jobs_queuedjob_add                                      >> -- -- -- -- -- -- -- -- -- --
jobs_queuedjob_change job                               >> -- -- -- -- +- -- -- -- -- --
jobs_queuedjob_history job                              >> -- -- -- -- ++ -- -- -- -- --
jobs_queuedjob_delete job                               >> -- -- -- -- -- -- -- -- -- --

# Measures
measures_plan_changelist                                >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
measures_plan_add                                       >> -- -- ++ ++ ++ -- -- ++ ++ ++
measures_plan_change plan                               >> +- +- ++ ++ ++ +- +- ++ >> >>
measures_plan_history plan                              >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
measures_plan_delete plan                               >> -- -- ++ ++ ++ -- -- ++ >> >>
measures_plan_next plan                                  >> -- -- ++ ++ ++ -- -- ++ 00 00
measures_plan_spreadsheets                              >> +- +- ++ ++ ++ +- +- ++ ++ ++
measures_plan_spreadsheets_confirm                      >> -- -- >> >> >> -- -- >> >> >>
measures_plan_spreadsheets_template =measures           >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
measures_plan_spreadsheets_export =measures =csv        >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
measures_measure_changelist                             >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
measures_measure_add                                    >> -- -- >> >> >> -- -- >> >> >>
measures_measure_change measure                         >> +- +- ++ ++ ++ +- +- ++ >> >>
measures_measure_history measure                        >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
measures_measure_delete measure                         >> -- -- ++ ++ ++ -- -- ++ >> >>
measures_round_changelist                               >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
measures_round_add                                      >> -- -- -- -- -- -- -- -- -- --
measures_round_change round                             >> +- +- ++ ++ ++ +- +- ++ >> >>
measures_round_history round                            >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
measures_round_delete round                              >> -- -- -- -- -- -- -- -- >> >>
measures_report_changelist                              >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
measures_report_add                                     >> -- -- -- -- -- -- -- -- -- --
measures_report_change report                           >> >> >> >> >> >> >> >> >> >> >>
measures_report_history report                          >> ++ ++ ++ ++ ++ >> >> ++ >> >>
measures_report_delete report                           >> -- -- -- -- -- -- -- -- >> >>

# Reports
my_reports                                              >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
my_handover                                             >> +x +x +x +x 0x +x +x +x +x +x
my_report report                                        >> +! +! +! +! +! -- -- +! 00 00
my_report_submit report                                 >> ++ ++ ++ ++ ++ -- -- ++ 00 00
my_report_decide report                                 >> x- x- x- x- x- x- x- x- x0 x0
my_evidence evidence evidence_name                      >> +x +x +x +x +x 0x 0x +x 0x 0x

# Rounds as a whole
review_calendar                                         >> -- -- +> +> 00 -- -- +> +> +>
review_owing round                                      >> -x -x +x +x +x -x -x +x 0x 0x
review_memo round                                       >> -x -x +x +x +x -x -x +x 0x 0x
review_list                                             >> -x -x +x +x +x -x -x +x +x +x
review_round round                                      >> -x -x +x +x +x -x -x +x 0x 0x
review_open round                                       >> -- -- ++ ++ ++ -- -- ++ 00 00
review_chosen round                                     >> x- x- x> x> x> x- x- x> x0 x0
review_missing round                                    >> x- x- x> x> x> x- x- x> x0 x0
review_close round                                      >> -- -- +> +> +> -- -- +> 00 00
review_reopen round                                     >> -- -- ++ ++ ++ -- -- ++ 00 00

# Publications
publications_edition_changelist                         >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
publications_edition_add                                >> -- -- -- -- -- -- -- -- -- --
publications_edition_change edition                     >> +- +- +- +- +- +- +- +- >- >-
publications_edition_history edition                    >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
publications_edition_delete edition                     >> -- -- -- -- -- -- -- -- -- --
publications_edition_preview plan =plan                 >> >> >> >> >> >> >> >> >> 00 00
publications_edition_preview_pdf plan =plan             >> >> >> >> >> >> >> >> >> 00 00
publications_edition_preview_word plan =plan            >> >> >> >> >> >> >> >> >> 00 00
publications_edition_filing_sheet plan                  >> +x +x +x +x +x +x +x +x 0x 0x
publications_edition_prepare plan =plan                 >> -- -- ++ ++ ++ -- -- ++ 00 00
publications_edition_publish plan =plan                 >> -- -- -- ++ ++ -- -- -- -- 00
publications_edition_lay_signed_copy edition            >> -- -- -- ++ ++ -- -- -- -- 00
publications_edition_withdraw edition                   >> -- -- -- ++ ++ -- -- -- -- 00
publications_publishedfile_changelist                   >> ++ ++ ++ ++ ++ ++ ++ ++ ++ ++
publications_publishedfile_add                          >> -- -- -- -- -- -- -- -- -- --
publications_publishedfile_change published_file        >> +- +- +- +- +- +- +- +- >- >-
publications_publishedfile_history published_file       >> ++ ++ ++ ++ ++ ++ ++ ++ >> >>
publications_publishedfile_delete published_file        >> -- -- -- -- -- -- -- -- -- --
publications_publishedfile_redact published_file        >> -- -- -- ++ ++ -- -- -- -- 00
"""

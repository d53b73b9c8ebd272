"""The ways in which the project store can be wrong."""

from __future__ import annotations

from tests.servers import Wrong

WRONGS = {
    "project-without-updated": Wrong("getProject", "The 200 response lacks the required /updated."),
    "project-archived-null": Wrong("createProject", "/archived of the 201 response is null."),
    "task-project-not-a-uuid": Wrong("getTask", "/project_id of the 200 response is not a UUID."),
    "etag-without-quotes": Wrong("getTask", "The header ETag of the 200 response breaks its pattern."),
    "total-as-text": Wrong("listTasks", "/total of the 200 response is a string instead of an integer."),
    "crash-on-empty-list": Wrong("listTasks", "A project without tasks is answered with 500."),
    "crash-without-labels": Wrong("createTask", "A valid body without the optional /labels is answered with 500."),
    "project-created-with-202": Wrong("createProject", "A valid request is answered with the undocumented status 202."),
    "delete-project-forbidden": Wrong("deleteProject", "A valid request is answered with the undocumented status 403."),
    "projects-as-text": Wrong("listProjects", "The Content-Type of the 200 response is text/plain."),
    "accepts-missing-email": Wrong("createProject", "A body without the required /owner_email is answered with 201."),
    "accepts-email-without-at": Wrong("updateProject", "An /owner_email without @ is answered with 200."),
    "accepts-boolean-as-text": Wrong("updateProject", 'An /archived of "true" is answered with 200.'),
    "accepts-title-of-121": Wrong("createTask", "A /title of 121 characters is answered with 201."),
    "accepts-null-title": Wrong("replaceTask", "A /title of null is answered with 200."),
    "accepts-unknown-priority": Wrong("replaceTask", "A /priority that is not in the enum is answered with 200."),
    "accepts-label-in-upper-case": Wrong("createTask", "An item of /labels like Urgent is answered with 201."),
    "accepts-negative-offset": Wrong("listProjects", "The query parameter offset=-1 is answered with 200."),
    "delete-task-without-key": Wrong("deleteTask", "The credential is ignored: a request without it is answered."),
    "any-key": Wrong("getProject", "Any value of the header X-Api-Key is accepted instead of 401."),
}

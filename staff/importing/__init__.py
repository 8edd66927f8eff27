"""Tables in and out of the admin: the pages, what an upload becomes, what a person sees before anything is saved."""

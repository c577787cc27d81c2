"""What programs ask of `/oembed`, and what they are told (oEmbed 1.0)."""

import marshmallow as ma
from marshmallow import fields, validate

POSITIVE = validate.Range(min=1, error="Must be a whole number of pixels, at least 1.")


class OEmbedQuery(ma.Schema):
    """The parameters of a consumer (section 2.2); those of its own are ignored."""

    class Meta:
        unknown = ma.EXCLUDE

    url = fields.String(required=True)
    maxwidth = fields.Integer(validate=POSITIVE)
    maxheight = fields.Integer(validate=POSITIVE)
    format = fields.String(load_default="json")


class OEmbedSchema(ma.Schema):
    """The answer of a provider, of the type `rich` (section 2.3.4.4); sizes are in pixels."""

    version = fields.Constant("1.0")
    type = fields.Constant("rich")
    provider_name = fields.Constant("Parley")
    provider_url = fields.String()
    title = fields.String()
    html = fields.String()
    width = fields.Integer()
    height = fields.Integer()
